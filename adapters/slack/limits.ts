/**
 * Every number that Slack imposes on what we send, with its source. Where sources differ, the smallest is used.
 * [docs]: docs.slack.dev, reference of the named block, element or object. [types]: the comments of @slack/types 3.2.
 */

/** A message as a whole. */
export const message = {
  /** [docs: blocks] */
  blocks: 50,
  /**
   * Of JSON.stringify(blocks), in bytes of UTF-8. Not documented: `msg_blocks_too_long` was seen at about 13,200
   * characters [bolt-js issue 2509], and once at 11,341 characters of text alone, before its JSON [bolt-js issue
   * 2867]. Bytes are never fewer than characters, and the rest is margin.
   */
  bytes: 12_000,
  /** One `table` or `data_table` [vercel/chat cards, netclaw issue 55]. */
  tables: 1,
  /** Slack cuts `text` at 40,000 and advises 4,000 [docs: chat.postMessage]. It repeats what the blocks say. */
  text: 3_000,
} as const

/**
 * Rich text has no published limit. A block of it is kept to what the other texts may hold, so that parts of a long
 * one can be spread over messages, and its JSON to a half of a message.
 */
export const richText = { characters: 3_000, bytes: 6_000 } as const

/** [docs: header block] */
export const header = { text: 150 } as const

/** [docs: section block] A context's texts are text objects of the same length [docs: text object]. */
export const section = { text: 3_000 } as const
export const context = { elements: 10, text: 3_000 } as const

/** [docs: actions block, button element] A phone shows about 30 characters of a button's text [types]. */
export const actions = { elements: 25 } as const
export const button = { text: 75, shownText: 30, value: 2_000, accessibilityLabel: 75 } as const

/** Of buttons and everything else that can be pressed [docs: button element]. */
export const actionId = 255

/** [docs: select menu element, option object; slackblocks limits.json] */
export const select = { options: 100, placeholder: 150 } as const
export const option = { text: 75, value: 150 } as const
/** [docs: radio button group element] */
export const radio = { options: 10 } as const

/** [docs: confirmation dialog object] */
export const confirm = { title: 100, text: 300, button: 30 } as const

/** [docs: image block] */
export const image = { altText: 2_000 } as const

/** A link of a text and of a button [docs: button element]. */
export const url = 3_000

/**
 * `rows` with the header, `characters` over all cells of a message. The reference of data_table says 101 rows and
 * 10,000 characters; others have seen 201 and 20,000 [slackblocks limits.json]. `table` takes 100 rows [docs: table
 * block] and 10,000 characters [vellum-assistant PR 36219].
 */
export const table = { rows: 100, columns: 20, characters: 10_000 } as const
/** [docs: data table block] */
export const dataTable = { rows: 101, fewestRows: 2, columns: 20, characters: 10_000, pageSize: 100 } as const

/** Modals and the App Home [docs: views; types]. */
export const view = { blocks: 100, privateMetadata: 3_000, callbackId: 255, title: 24, button: 24 } as const
/** [docs: input block, plain-text input element] */
export const input = { label: 2_000, hint: 2_000, text: 3_000, placeholder: 150 } as const

/**
 * Posting into one channel: about one message a second, short bursts above that [docs: rate limits]. How long a burst
 * may be is not published; a set of proposals is one.
 */
export const pace = { everyMs: 1_000, burst: 6, channels: 10_000 } as const

/** A `response_url` takes five answers within half an hour [docs: handling user interaction]. */
export const responses = 5
/** Of a page of messages that are looked through [docs: conversations.history, conversations.replies]. */
export const page = { messages: 200 } as const
/** Suggested prompts [vercel/chat PR 698]. */
export const prompts = 4
