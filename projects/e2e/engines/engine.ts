/** The engines that the same attack is tried in. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A tab of a browser, as far as the tests need one: the same in every engine. */
export interface Tab {
  /** Loads a page, as typing its address does. */
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page, and awaits it when it is a promise. What comes back is plain data. */
  evaluate(expression: string): Promise<unknown>;
  /** Closes it, with all that its browser has kept. */
  close(): Promise<void>;
}

/** A running browser. */
export interface Engine {
  /** Opens a tab that knows nothing of the others: cookies, storage and caches are its own. */
  openTab(): Promise<Tab>;
  end(): Promise<void>;
}
