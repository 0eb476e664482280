/** One conversation with the service: its id lives here only, messages go one after the other. */

import { call, Failure } from "./service";
import { readReply, type Reply, type State } from "./shape";
import type { Start } from "./start";

export type Input = { text: string } | { choice: string };

const NOTHING: State = { moments: [], themes: [], language: "", date: "", role: "", days_left: null };

export class Conversation {
  state: State = NOTHING;
  private id = "";

  constructor(
    private readonly base: string,
    private readonly organisation: string,
    private readonly language: string,
    private readonly preview = false,
  ) {}

  get begun(): boolean {
    return this.id !== "";
  }

  /** Begin on the server; codes only travel along. */
  async begin(start: Start): Promise<Reply> {
    const reply = this.take(await call(this.base, "POST", "/v1/conversations", {
      ...(this.organisation && { organisation: this.organisation }),
      ...(Object.keys(start).length && { start }),
      ...(this.language && { language: this.language }),
      ...(this.preview && { preview: true }),
    }));
    if (!reply.id) throw new Failure(0);
    this.id = reply.id;
    return reply;
  }

  /**
   * Send what the patient typed or chose. A conversation that the server no longer knows is begun anew with the
   * moment, themes and date understood so far; `renewed` then tells so.
   */
  async send(input: Input): Promise<Reply & { renewed: boolean }> {
    try {
      return { ...(await this.post(input)), renewed: false };
    } catch (reason) {
      if (!(reason instanceof Failure && reason.status === 404)) throw reason;
      const { moments, themes, date } = this.state;
      const start: Start = {
        ...(moments[0] && { moment: moments[0] }), ...(themes.length && { themes }), ...(date && { date }),
      };
      this.id = "";
      await this.begin(start);
      return { ...(await this.post(input)), renewed: true };
    }
  }

  /** Have the server forget it; false when the server could not be reached. */
  async end(): Promise<boolean> {
    const { id } = this;
    this.id = "";
    if (!id) return true;
    try {
      await call(this.base, "DELETE", `/v1/conversations/${encodeURIComponent(id)}`, undefined, 5000);
      return true;
    } catch (reason) {
      return reason instanceof Failure && reason.status === 404;
    }
  }

  private async post(input: Input): Promise<Reply> {
    return this.take(await call(this.base, "POST", `/v1/conversations/${encodeURIComponent(this.id)}/messages`, input));
  }

  private take(json: unknown): Reply {
    const reply = readReply(json);
    if (!reply) throw new Failure(0);
    this.state = reply.state;
    return reply;
  }
}
