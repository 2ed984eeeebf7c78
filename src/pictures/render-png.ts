/**
 * SVG to PNG, in this process, with the bundled font and no other. The one importer of the renderer, which is loaded
 * with the first picture: it is native code, and a machine that it is not made for still designs.
 */
import { createRequire } from 'node:module'
import type * as Renderer from '@resvg/resvg-js'
import { PicturesUnavailable } from '../errors.js'
import type { Picture } from './svg.js'
import { fontFamily, fontFiles } from './typeface.js'

/** Pixels of the PNG for one of the picture: sharp on a good screen, and still a small file. */
const scale = 1.5
/** Pixels of a picture's longer side at most: what chats show and a renderer's memory bears. */
const mostPixels = 4096

const require = createRequire(import.meta.url)

function renderer(): typeof Renderer {
  try {
    return require('@resvg/resvg-js')
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`
    throw new PicturesUnavailable(`Pictures cannot be drawn here: no renderer for ${machine}.`, { cause })
  }
}

/** @throws PicturesUnavailable */
export function drawn(picture: Picture): Uint8Array {
  const { Resvg } = renderer()
  return new Resvg(picture.svg, optionsFor(picture)).render().asPng()
}

/**
 * The same bytes, drawn on a thread of Node's own, so that a server answers others meanwhile.
 * @throws PicturesUnavailable
 */
export async function drawnAside(picture: Picture): Promise<Uint8Array> {
  const { renderAsync } = renderer()
  const image = await renderAsync(picture.svg, optionsFor(picture))
  return image.asPng()
}

const optionsFor = ({ width, height }: Picture): Renderer.ResvgRenderOptions => ({
  fitTo: { mode: 'zoom', value: Math.min(scale, mostPixels / Math.max(width, height)) },
  // Without a font the renderer draws no text and says nothing.
  font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: fontFamily },
  logLevel: 'off',
})
