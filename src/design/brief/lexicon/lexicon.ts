/**
 * Terms of a language by the English word that the readers know. A word is folded before it is looked up (lower case,
 * no accents); a trailing `*` makes it a stem. Only what facts hang on is here: numbers, units, devices, data, targets.
 */

export interface Lexicon {
  /** The commonest small words, by which the language is recognised. */
  readonly small: string
  /** English word of the readers -> words of the language. */
  readonly terms: Readonly<Record<string, string>>
  /** Of scripts without spaces: particles and counters that carry nothing for a reader. */
  readonly silent?: string
}
