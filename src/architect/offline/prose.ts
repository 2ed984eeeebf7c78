/** Text of the design, or of a person, inside the small Markdown of what is said. */

const special = /[\\`*_[\]()<>#|~]/g

/** Every character literal; a `{{` would otherwise cite a figure. */
export const literal = (text: string): string => text.replace(special, '\\$&').replace(/\{\{/g, '{ {')

export const bullets = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n')
