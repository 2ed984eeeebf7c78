/** Which names a spec may use. They become identifiers in generated code, so the rule is strict. */

const pattern = /^[a-z][A-Za-z0-9_]{0,63}$/

/** Python's keywords in lower case, and `self`, which every generated method takes. */
const reserved = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import ' +
    'in is lambda nonlocal not or pass raise return self try while with yield'
  ).split(' '),
)

export const nameRule =
  'a name that starts with a small letter, has letters, digits and _ only, at most 64, and is no Python keyword'

export const isName = (text: string): boolean => pattern.test(text) && !reserved.has(text)

/** A model's title is free text, but it is shown and written into code: no quotes, backslashes or control characters. */
const title = /^[^\p{C}\p{Zl}\p{Zp}"'`\\]{1,120}$/u

export const titleRule =
  'a title of 1 to 120 characters without quotes, backslashes, line breaks or control characters'

export const isTitle = (text: string): boolean => title.test(text) && text.trim().length > 0

/** A name that may be used instead: `class_` for `class`, `user_id` for `User-ID`; undefined where nothing is left. */
export function suggestedName(text: string): string | undefined {
  const plain = text
    .slice(0, 60)
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
  const lower = /[a-z]/.test(plain.slice(0, 1)) ? plain : plain.toLowerCase()
  return [lower, `${lower}_`].find(isName)
}
