/** What a helper needs of a tap test: the end of its life. */
export interface Scope { teardown (end: () => unknown): void }
