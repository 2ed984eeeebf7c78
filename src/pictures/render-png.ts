/** SVG to PNG, in this process, with the bundled font and no other. The one importer of the renderer. */
import { Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js'
import type { Picture } from './svg.js'
import { fontFamily, fontFiles } from './typeface.js'

/** Pixels of the PNG for one of the picture: sharp on a good screen, and still a small file. */
const scale = 1.5
/** Pixels of a picture's longer side at most: what chats show and a renderer's memory bears. */
const mostPixels = 4096

export const drawn = (picture: Picture): Uint8Array =>
  new Resvg(picture.svg, optionsFor(picture)).render().asPng()

/** The same bytes, drawn on a thread of Node's own, so that a server answers others meanwhile. */
export async function drawnAside(picture: Picture): Promise<Uint8Array> {
  const image = await renderAsync(picture.svg, optionsFor(picture))
  return image.asPng()
}

const optionsFor = ({ width, height }: Picture): ResvgRenderOptions => ({
  fitTo: { mode: 'zoom', value: Math.min(scale, mostPixels / Math.max(width, height)) },
  // Without a font the renderer draws no text and says nothing.
  font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: fontFamily },
  logLevel: 'off',
})
