/** The engines that the same test is run in. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A tab of a browser, as far as the tests need one: the same in every engine. */
export interface Tab {
  /** Loads a page, as typing its address does. */
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page, and awaits it when it is a promise. What comes back is plain data. */
  evaluate(expression: string): Promise<unknown>;
  /** Clicks an element as a person does, who has then been active on that site. */
  click(selector: string): Promise<void>;
  /**
   * Does something that makes the browser ask whether to leave the page, and has the person answer that they stay. The
   * page has to have asked for the question (`beforeunload`), and the person to have been active on it.
   */
  stay(begin: () => Promise<unknown>): Promise<void>;
  /** Does something that opens a window, such as a click, and answers that window. */
  openedBy(begin: () => Promise<unknown>): Promise<Popup>;
  /** Opens another tab beside it, as one person does: the two share cookies, caches and channels. */
  openAnother(): Promise<Tab>;
  /** Closes the tab and those beside it, and forgets all that they have kept. */
  close(): Promise<void>;
}

/** A window that a page has opened. */
export interface Popup extends Tab {
  /** Closes this window alone, as a person does. */
  closeWindow(): Promise<void>;
  isClosed(): Promise<boolean>;
}

/** How a browser is set. */
export interface EngineSettings {
  /** Whether sites may keep nothing there: neither cookies nor, where the engine can be told so, anything else. */
  readonly blocksSiteData: boolean;
}

/** A running browser. */
export interface Engine {
  /** Opens a tab that knows nothing of the others: cookies, storage and caches are its own. */
  openTab(): Promise<Tab>;
  end(): Promise<void>;
}
