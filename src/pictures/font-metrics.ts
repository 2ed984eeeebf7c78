/**
 * How wide a font draws a text: the advance widths of a TrueType file, read once. Kerning and ligatures are left
 * out; a renderer that applies them draws a little narrower.
 */

export interface FontMetrics {
  /** Width of a text at a size, in the size's unit. A character that the font lacks is as wide as its empty box. */
  width(text: string, size: number): number
  has(character: string): boolean
}

/**
 * @param file the bytes of a TrueType or OpenType font (OpenType 1.9: tables `head`, `hhea`, `hmtx`, `cmap` format 4)
 * @throws RangeError when a table is missing
 */
export function readFontMetrics(file: Uint8Array): FontMetrics {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const table = tablesOf(view)
  const unitsPerEm = view.getUint16(table('head') + 18)
  const metrics = view.getUint16(table('hhea') + 34)
  const hmtx = table('hmtx')
  const glyphs = glyphsOf(view, table('cmap'))
  // Glyphs after the last metric are all as wide as it.
  const advance = (glyph: number) => view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1))
  return {
    width: (text, size) => {
      let units = 0
      for (const character of text) units += advance(glyphs.get(character.codePointAt(0) ?? 0) ?? 0)
      return (units * size) / unitsPerEm
    },
    has: (character) => glyphs.has(character.codePointAt(0) ?? 0),
  }
}

function tablesOf(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>()
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const at = 12 + 16 * i
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)))
    offsets.set(tag, view.getUint32(at + 8))
  }
  return (tag) => {
    const offset = offsets.get(tag)
    if (offset === undefined)
      throw new RangeError(
        `Expected a font with the table ${tag}. Received: ${[...offsets.keys()].join(', ')}`,
      )
    return offset
  }
}

/** Code points of the basic plane to glyphs, from the first subtable of format 4. */
function glyphsOf(view: DataView, cmap: number): ReadonlyMap<number, number> {
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i),
  )
  const start = subtables.find((offset) => view.getUint16(offset) === 4)
  if (start === undefined)
    throw new RangeError('Expected a font with a character map of format 4. Received: none')
  const doubled = view.getUint16(start + 6)
  const [ends, starts] = [start + 14, start + 16 + doubled]
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled]
  const glyphs = new Map<number, number>()
  for (let segment = 0; segment < doubled; segment += 2) {
    const last = view.getUint16(ends + segment)
    const delta = view.getUint16(deltas + segment)
    const range = view.getUint16(ranges + segment)
    for (let code = view.getUint16(starts + segment); code <= last && code !== 0xffff; code += 1) {
      const found =
        range === 0
          ? code
          : view.getUint16(ranges + segment + range + 2 * (code - view.getUint16(starts + segment)))
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff
      if (glyph !== 0) glyphs.set(code, glyph)
    }
  }
  return glyphs
}
