/** The HTTP side: one call, one clear failure. */

import { clean } from "./shape";

/** Why a call did not give an answer, in words for the reader when the service gave them. */
export class Failure extends Error {
  constructor(readonly status: number, readonly title = "", readonly wait = 0) {
    super(title || `status ${status}`);
  }
}

/** Ask the service; gives its JSON (`null` for 204) or throws a `Failure` (status 0: not reached in time). */
export async function call(base: string, method: string, path: string, body?: unknown, patience = 30_000): Promise<unknown> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(base + path, {
      method,
      signal: stop.signal,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 204) return null;
    const json: unknown = await answer.json();
    if (answer.ok) return json;
    const title = clean((json as { title?: unknown } | null)?.title);
    throw new Failure(answer.status, title, Math.min(Number(answer.headers.get("Retry-After")) || 0, 3600));
  } catch (reason) {
    throw reason instanceof Failure ? reason : new Failure(0);
  } finally {
    clearTimeout(timer);
  }
}
