/** SVG to PNG, in this process, with the bundled font and no other. The one importer of the renderer. */
import { Resvg } from '@resvg/resvg-js'
import type { Picture } from './svg.js'
import { fontFamily, fontFiles } from './typeface.js'

/** Pixels of a picture's longer side at most, whatever the scale: what chats show and a renderer's memory bears. */
const mostPixels = 4096

/** @param scale pixels of the PNG for one of the picture; less where the picture would become too large */
export function renderPng({ svg, width, height }: Picture, scale = 1.5): Uint8Array {
  const zoom = Math.min(scale, mostPixels / Math.max(width, height))
  const renderer = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    // Without a font the renderer draws no text and says nothing.
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: fontFamily },
    logLevel: 'off',
  })
  return renderer.render().asPng()
}
