import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, wrap } from '../../src/pictures/fit-text.js'
import { chart, diagram } from '../../src/pictures/pictures.js'
import { drawn, drawnAside } from '../../src/pictures/render-png.js'
import { picture, text } from '../../src/pictures/svg.js'
import { themes } from '../../src/pictures/theme.js'
import { fontFiles, typeface, type Weight } from '../../src/pictures/typeface.js'
import { sampleSet } from './sample-sets.js'

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
/** Where the renderer puts ink for a text of 100 pixels. */
function inked(words: string, weight: Weight): number {
  const { svg } = picture({ width: 4000, height: 200 }, { fill: '#fff', stroke: '#fff' }, '', [
    text(10, 120, words, { size: 100, fill: '#000', weight }),
  ])
  const only = svg.replace(/<rect[^>]*>/, '')
  const box = new Resvg(only, {
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles) },
  }).getBBox()
  return box ? box.x + box.width - 10 : 0
}

describe('a picture as PNG', () => {
  it('has ink: its words are drawn with the bundled font', () => {
    for (const weight of ['regular', 'bold'] as const) expect(inked('Layers', weight)).toBeGreaterThan(100)
  })

  it('is wide enough for a chat and not too large', () => {
    const pngs = sampleSet.proposals.flatMap((proposal) => [
      drawn(diagram(proposal, 'light')),
      drawn(diagram(proposal, 'dark')),
    ])
    for (const png of [...pngs, drawn(chart(sampleSet, 'light')), drawn(chart(sampleSet, 'dark'))]) {
      expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG')
      expect(sizeOf(png).width).toBe(1200)
      expect(sizeOf(png).height).toBeLessThanOrEqual(3000)
      expect(png.length).toBeLessThan(500_000)
    }
  })

  it('is the same bytes again, also when it is drawn aside, and other bytes in the dark', async () => {
    const aside = await drawnAside(chart(sampleSet, 'light'))
    expect(Buffer.compare(drawn(chart(sampleSet, 'light')), aside)).toBe(0)
    expect(Buffer.compare(drawn(chart(sampleSet, 'light')), drawn(chart(sampleSet, 'light')))).toBe(0)
    expect(Buffer.compare(drawn(chart(sampleSet, 'light')), drawn(chart(sampleSet, 'dark')))).not.toBe(0)
  })

  it('stays within the renderer, however tall the picture', () => {
    const tall = picture({ width: 900, height: 90_000 }, { fill: '#fff', stroke: '#000' }, 'tall', [])
    expect(sizeOf(drawn(tall)).height).toBeLessThanOrEqual(4096)
  })
})

describe('the widths of the font', () => {
  it.each([
    ['Architecture 1,234 parameters', 'regular'],
    ['[128, 128, 256]', 'regular'],
    ['Größe, çà et là', 'regular'],
    ['Предсказание, πρόβλεψη', 'regular'],
    ['DLinear (linear on trend and remainder)', 'bold'],
    ['feed_forward × 12', 'bold'],
  ] as const)('of %j in %s are what the renderer draws', (words, weight) => {
    const measured = typeface().width(words, 100, weight)
    expect(Math.abs(measured - inked(words, weight))).toBeLessThan(0.03 * measured)
  })

  it('gives a character that the font lacks as an empty box', () => {
    expect(typeface().drawable('a日b')).toBe('a□b')
    expect(inked(typeface().drawable('日本'), 'regular')).toBeGreaterThan(50)
  })
})

describe('text that keeps to its place', () => {
  it('is never wider than it may be, and whole where it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 1, max: 400 }),
        (words, most) => {
          const shown = cut(words, 14, most, typeface())
          expect(typeface().width(shown, 14)).toBeLessThanOrEqual(most)
          const lines = wrap(words, 14, most, 3, typeface())
          expect(lines.length).toBeLessThanOrEqual(3)
          for (const line of lines) expect(typeface().width(line, 14)).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 300, seed: 4 },
    )
    expect(cut('whole', 14, 400, typeface())).toBe('whole')
    expect(wrap('one two three', 14, 400, 3, typeface())).toEqual(['one two three'])
  })
})

/** Relative luminance and contrast by WCAG 2.1. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    const [r = 0, g = 0, blue = 0] = channels.map((c) =>
      c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(Object.entries(themes))('the %s colours', (_, theme) => {
  it('let every text be read', () => {
    for (const ground of [theme.ground, theme.frame, theme.weighted, theme.plain])
      for (const words of [theme.text, theme.muted])
        expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5)
    for (const ground of [theme.accent, ...theme.series])
      expect(contrast(theme.onAccent, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it('let lines, arrows and points be seen', () => {
    for (const color of [theme.edge, theme.accent, ...theme.series])
      for (const ground of [theme.ground, theme.frame])
        expect(contrast(color, ground)).toBeGreaterThanOrEqual(3)
  })
})
