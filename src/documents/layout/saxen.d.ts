/** The part of saxen that is used; it comes without types. */
declare module 'saxen' {
  export class Parser {
    on (event: 'openTag', heard: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void): this
    on (event: 'text', heard: (text: string, decode: (text: string) => string) => void): this
    on (event: 'closeTag', heard: (name: string) => void): this
    on (event: 'error', heard: (error: Error) => void): this
    parse (xml: string): void
  }
}
