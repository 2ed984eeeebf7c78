/** Text of the design, or of a person, inside the small Markdown of what is said. */
import type { Proposal } from '../../design/proposal.js'

const special = /[\\`*_[\]()<>#|~]/g

/** Every character literal; a `{{` would otherwise cite a figure. */
export const literal = (text: string): string => text.replace(special, '\\$&').replace(/\{\{/g, '{ {')

export const bullets = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n')

export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** A proposal's prose cites its own figures without a letter; in a reply they need one. */
export const ownFigures = (text: string, { id }: Proposal): string =>
  text.replace(/\{\{([a-zA-Z]+(?:\|range)?)\}\}/g, `{{${id}.$1}}`)

/** A sentence as the end of another: "If there were …" becomes "if there were …", "AdamW" stays. */
export const lowered = (words: string): string =>
  /^[A-Z][a-z ]/.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words
