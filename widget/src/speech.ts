/** Reading aloud and dictation, where the browser can. */

export const canSpeak = (): boolean => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

let stopCurrent: (() => void) | null = null;

/** Stop whatever is being read aloud. */
export function hush(): void {
  stopCurrent?.();
}

/** Read `text` aloud; `done` is called once, when it ends or is stopped. */
export function speak(text: string, language: string, done: () => void): void {
  hush();
  const voice = speechSynthesis.getVoices().find((each) => each.lang.toLowerCase().startsWith(language.slice(0, 2)));
  // Sentence by sentence: some browsers fall silent in one long utterance.
  const parts = (text.match(/[^.!?\n]+[.!?]*\s*/g) ?? [text]).map((part) => {
    const utterance = new SpeechSynthesisUtterance(part.trim());
    utterance.lang = voice?.lang ?? language;
    utterance.voice = voice ?? null;
    utterance.rate = 0.95;
    return utterance;
  });
  const finish = (): void => {
    if (stopCurrent !== stop) return;
    stopCurrent = null;
    done();
  };
  const stop = (): void => {
    speechSynthesis.cancel();
    finish();
  };
  stopCurrent = stop;
  parts.at(-1)!.onend = finish;
  parts.forEach((part) => {
    part.onerror = finish;
    speechSynthesis.speak(part);
  });
}

type Recogniser = {
  lang: string; interimResults: boolean; continuous: boolean;
  start(): void; stop(): void;
  onresult: (event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void;
  onend: () => void; onerror: () => void;
};

const recogniser = (): (new () => Recogniser) | undefined => {
  const scope = window as unknown as Record<string, new () => Recogniser>;
  return scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
};

export const canListen = (): boolean => !!recogniser();

/** Listen and hand over the words so far; gives a function that stops listening. */
export function listen(language: string, heard: (words: string) => void, done: () => void): () => void {
  const ear = new (recogniser()!)();
  ear.lang = language;
  ear.interimResults = true;
  ear.continuous = true;
  ear.onresult = (event) => heard(Array.from(event.results, (result) => result[0].transcript).join(" "));
  ear.onend = done;
  ear.onerror = done;
  ear.start();
  return () => ear.stop();
}
