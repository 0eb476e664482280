/** Steps into the widget that the back button takes back, kept in the history of the page beside what the host keeps there. */

const MARK = "leefstijl";

export class Steps {
  private readonly key = Math.random().toString(36).slice(2);
  private depth = 0;

  deeper(): void {
    this.depth++;
    history.pushState({ ...history.state, [MARK]: { key: this.key, depth: this.depth } }, "");
  }

  /** Out again by a button of ours: the steps are taken out of the history, unless the host went on from them. */
  higher(to: number): void {
    const steps = this.depth - to;
    if (steps <= 0) return;
    this.depth = to;
    if (history.state?.[MARK]?.key === this.key) history.go(-steps);
  }

  /** After a press on the back button: the depth now, or `null` when that was no step of ours. */
  back(): number | null {
    const mark = history.state?.[MARK];
    const to = mark?.key === this.key ? Number(mark.depth) : 0;
    if (to >= this.depth) return null;
    this.depth = to;
    return to;
  }
}
