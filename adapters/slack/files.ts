/**
 * A message's pictures and files: rendered, uploaded without being shared, and named in the message, which shares
 * them. No message waits long for them: what cannot be uploaded is left out, and the message says in words what a
 * picture shows.
 */
import { createHash } from 'node:crypto'
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import type { FileRequest, RenderedFile } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import type { FileRecipe, OutgoingMessage } from '../../src/messages/message.js'
import { isRefusal } from './faults.js'

export interface Uploaded {
  readonly id: string
  readonly permalink: string | undefined
  /** Slack has looked at it: a message may show it as a picture. */
  readonly isReady: boolean
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

export interface UploadsOptions {
  readonly fileOf: FileOf
  /** Told of what was left out because it could not be rendered. */
  readonly onError: (error: unknown) => void
  readonly now?: () => number
}

export interface Uploads {
  /**
   * Uploads what a message refers to.
   * @param session of the message, for recipes that name none
   * Throws what limits the calls, and StoreUnavailable; else what fails is left out.
   */
  of(client: WebClient, message: OutgoingMessage, session: string): Promise<ReadonlyMap<string, Uploaded>>
}

/** For all files of a message together; then the message goes without those that are not there. */
const mostMs = 8_000
/** Before each try of an upload whose end is not known. It is shared by nothing, so that a second one does no harm. */
const triesAfterMs = [0, 300, 1_200]
/** Before each look whether Slack knows what a picture is. */
const looksAfterMs = [100, 300, 600, 1_200, 2_000]
/** A message that is tried again takes the file that it uploaded before. */
const keepMs = 10 * 60_000
const keepMost = 500

export function createUploads({ fileOf, onError, now = Date.now }: UploadsOptions): Uploads {
  const kept = new WeakMap<WebClient, Map<string, { readonly uploaded: Uploaded; readonly until: number }>>()

  async function render(request: FileRequest): Promise<RenderedFile | undefined> {
    try {
      return await fileOf(request)
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      onError(error)
      return undefined
    }
  }

  /** Each content once: what was uploaded a while ago is there. */
  async function put(client: WebClient, file: RenderedFile, isPicture: boolean) {
    const content = Buffer.from(file.content)
    if (content.length === 0) return undefined
    const files = kept.get(client) ?? new Map()
    kept.set(client, files)
    const key = `${file.name}:${createHash('sha256').update(content).digest('hex')}`
    const before = files.get(key)
    let uploaded =
      before && before.until > now() ? before.uploaded : await uploadPatiently(client, file.name, content)
    if (uploaded && isPicture && !uploaded.isReady) uploaded = await untilReady(client, uploaded)
    if (!uploaded) return undefined
    files.delete(key)
    files.set(key, { uploaded, until: now() + keepMs })
    const [oldest] = files.keys()
    if (files.size > keepMost) files.delete(oldest)
    return uploaded
  }

  return {
    async of(client, message, session) {
      const until = new Promise<undefined>((resolve) => {
        setTimeout(() => resolve(undefined), mostMs).unref()
      })
      const uploaded = await Promise.all(
        recipesOf(message).map(async (recipe) => {
          const file = await render({ ...recipe, session: recipe.session ?? session })
          const done = file && (await Promise.race([put(client, file, recipe.form === 'picture'), until]))
          return done ? [[recipeKey(recipe), done] as const] : []
        }),
      )
      return new Map(uploaded.flat())
    },
  }
}

async function uploadPatiently(client: WebClient, name: string, content: Buffer) {
  for (const ms of triesAfterMs) {
    await pause(ms)
    try {
      return await upload(client, name, content)
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) throw error
      if (isRefusal(error)) return undefined
    }
  }
  return undefined
}

async function upload(client: WebClient, name: string, content: Buffer): Promise<Uploaded | undefined> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: name,
    length: content.length,
  })
  if (!upload_url || !file_id) return undefined
  const sent = await fetch(upload_url, {
    method: 'POST',
    body: new Uint8Array(content),
    redirect: 'error',
    signal: AbortSignal.timeout(mostMs),
  })
  if (!sent.ok) throw new Error(`The upload was answered with HTTP ${sent.status}.`)
  const { files } = await client.files.completeUploadExternal({ files: [{ id: file_id, title: name }] })
  const [file] = files ?? []
  return { id: file_id, permalink: file?.permalink, isReady: isKnown(file) }
}

/** Slack looks at a picture after it has it, and refuses a message that shows it before. */
async function untilReady(client: WebClient, uploaded: Uploaded): Promise<Uploaded> {
  for (const ms of looksAfterMs) {
    await pause(ms)
    try {
      const { file } = await client.files.info({ file: uploaded.id })
      if (isKnown(file)) return { ...uploaded, isReady: true }
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) throw error
      // Without the scope to look (files:read), the message finds out.
      if (isRefusal(error)) return { ...uploaded, isReady: true }
    }
  }
  return uploaded
}

/** `mimetype` is empty until Slack has looked at a file. */
const isKnown = (file: object | undefined): boolean =>
  file !== undefined && 'mimetype' in file && typeof file.mimetype === 'string' && file.mimetype !== ''

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
