/** files.getUploadURLExternal, completeUploadExternal, info, delete. */
import { channelToPostIn, threadToPostIn } from '../access.js'
import { needText, objectsOf, textOf } from '../arguments.js'
import type { Call, Method } from '../core.js'
import { Refusal } from '../errors.js'
import { presentFile } from '../files.js'
import { checkMessage, storeMessage } from '../messages.js'
import { newId, newSecret, type StoredFile } from '../world.js'

const getUploadUrl: Method = (call) => {
  call.need('files:write')
  const { core, workspace, args } = call
  const name = needText(args, 'filename')
  const length = Number(needText(args, 'length'))
  if (length === 0) throw new Refusal('missing_argument')
  if (!Number.isInteger(length) || length < 0) throw new Refusal('invalid_arguments')
  if (args.snippet_type && length > 1024 ** 2) throw new Refusal('snippet_too_large')
  if (length > 1024 ** 3) throw new Refusal('file_upload_size_restricted')
  const altText = textOf(args, 'alt_txt') ?? textOf(args, 'alt_text') ?? ''
  if (altText.length > 1000) throw new Refusal('alt_txt_too_large')
  const file: StoredFile = {
    id: newId('F'),
    name,
    title: name,
    altText,
    length,
    secret: newSecret(),
    deleted: false,
    shares: [],
  }
  workspace.files.set(file.id, file)
  return {
    upload_url: `${core.baseUrl}/upload/v1/${workspace.id}/${file.id}/${file.secret}`,
    file_id: file.id,
  }
}

/** Without a channel the files stay unshared: nobody but the app sees them. */
const completeUpload: Method = (call) => {
  call.need('files:write')
  const { core, workspace, args } = call
  const given = objectsOf(args.files)
  if (given.length === 0) throw new Refusal('invalid_arguments')
  const files = given.map(({ id, title }) => {
    const file = workspace.files.get(String(id))
    if (!file?.content || file.deleted) throw new Refusal('file_not_found')
    if (typeof title === 'string') file.title = title
    return file
  })
  const channelId = textOf(args, 'channel_id')
  const place = channelId ? { ...call, args: { channel: channelId } } : undefined
  const channel = place ? channelToPostIn(place) : undefined
  // The right to write in any public channel does not reach this far [docs.slack.dev files.completeUploadExternal].
  if (channel && !channel.members.has(workspace.bot.id)) throw new Refusal('not_in_channel')
  const threadTs = channel ? threadToPostIn(call, channel) : undefined
  const comment = textOf(args, 'initial_comment')
  // A comment makes Slack ignore the blocks.
  const sent =
    comment || args.blocks === undefined ? { text: comment ?? '' } : { text: '', blocks: args.blocks }
  if ('blocks' in sent) checkMessage(core, workspace, sent)
  for (const file of files) file.completedAt ??= core.now()
  if (channel)
    storeMessage(core, workspace, channel, {
      user: workspace.bot.id,
      botId: workspace.botId,
      sent,
      threadTs,
      files: files.map(({ id }) => id),
    })
  return { files: files.map((file) => presentFile(core, workspace, file)) }
}

const info: Method = (call) => {
  call.need('files:read')
  return { file: presentFile(call.core, call.workspace, knownFile(call)), comments: [] }
}

const remove: Method = (call) => {
  call.need('files:write')
  const file = knownFile(call)
  file.deleted = true
  file.content = undefined
  return {}
}

function knownFile(call: Call): StoredFile {
  const file = call.workspace.files.get(needText(call.args, 'file'))
  if (file?.completedAt === undefined) throw new Refusal('file_not_found')
  if (file.deleted) throw new Refusal('file_deleted')
  return file
}

export const files: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
  'files.info': info,
  'files.delete': remove,
}
