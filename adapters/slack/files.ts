/**
 * A message's pictures and files: rendered, uploaded without being shared, and named in the message, which shares
 * them. What cannot be uploaded is left out; the message says in words what the picture shows.
 */

import type { WebClient } from '@slack/web-api'
import type { FileRequest, RenderedFile } from '../../src/chat/contract.js'
import type { FileRecipe, OutgoingMessage } from '../../src/messages/message.js'
import { codeOfSlack } from './faults.js'

export interface Uploaded {
  readonly id: string
  readonly permalink: string | undefined
}

/** The content of a file of a session; undefined where there is none of that description. */
export type FileOf = (request: FileRequest) => Promise<RenderedFile | undefined>

/** A recipe's name among the files of a message. */
export const recipeKey = ({ session = '', kind, entry, proposal = '', form }: FileRecipe): string =>
  [session, kind, entry, proposal, form].join(':')

/** Every file that a message refers to, each once. */
export function recipesOf({ blocks, files = [] }: OutgoingMessage): FileRecipe[] {
  const pictures = blocks.flatMap((block) => (block.kind === 'image' ? [block.recipe] : []))
  return [...new Map([...pictures, ...files].map((recipe) => [recipeKey(recipe), recipe])).values()]
}

/**
 * Uploads what a message refers to.
 * @param session of the message, for recipes that name none
 * Throws what limits or interrupts the calls; refusals (no scope, no space) leave the file out.
 */
export async function uploadAll(
  client: WebClient,
  message: OutgoingMessage,
  session: string,
  fileOf: FileOf,
): Promise<ReadonlyMap<string, Uploaded>> {
  const uploaded = await Promise.all(
    recipesOf(message).map(async (recipe) => {
      const file = await fileOf({ ...recipe, session: recipe.session ?? session })
      const done = file && (await upload(client, file))
      return done ? [[recipeKey(recipe), done] as const] : []
    }),
  )
  return new Map(uploaded.flat())
}

async function upload(client: WebClient, file: RenderedFile): Promise<Uploaded | undefined> {
  const content = typeof file.content === 'string' ? Buffer.from(file.content) : Buffer.from(file.content)
  if (content.length === 0) return undefined
  try {
    const { upload_url, file_id } = await client.files.getUploadURLExternal({
      filename: file.name,
      length: content.length,
    })
    if (!upload_url || !file_id) return undefined
    const sent = await fetch(upload_url, { method: 'POST', body: new Uint8Array(content), redirect: 'error' })
    if (!sent.ok) throw new Error(`The upload was answered with HTTP ${sent.status}.`)
    const { files } = await client.files.completeUploadExternal({
      files: [{ id: file_id, title: file.name }],
    })
    return { id: file_id, permalink: files?.[0]?.permalink }
  } catch (error) {
    if (codeOfSlack(error) !== undefined) return undefined
    throw error
  }
}
