/**
 * The contract between a chat platform and the program: what comes in (ChatEvent), what is answered at once
 * (Receipt), and what a platform must be able to do (ChatAdapter). No platform's name or type appears here
 * beyond the reference types.
 */
import type { RefusalCode } from '../messages/from-receipt.js'
import type { FileForm, OutgoingMessage } from '../messages/message.js'
import type { ThreadRef } from './thread.js'

export type { Platform, ThreadRef } from './thread.js'

/** Who wrote. `id` is the platform's own, stable id; `name` is for display only. */
export interface Person {
  readonly id: string
  readonly name?: string
  /** Whether the platform says that they run the place. */
  readonly isAdmin?: boolean
  /** An IANA name, where the platform knows it. */
  readonly timeZone?: string
}

interface EventBase {
  /** Stable across the platform's retries of one delivery. */
  readonly id: string
  /** The platform's id of the message that carried it, unique within the channel: the second dedupe key. */
  readonly messageId?: string
  /** `slack:<team>`, `discord:<guild or dm>`, `web:local`. */
  readonly tenant: string
  readonly thread: ThreadRef
  readonly user: Person
  /** Milliseconds since 1970, by the receiving machine's clock. */
  readonly at: number
}

/** A new problem to design for. In a thread that already has a session it is taken as a reply. */
export interface RequestEvent extends EventBase {
  readonly kind: 'request'
  readonly text: string
  /** It was written in a conversation of others: what was written there before it belongs to the problem. */
  readonly continues?: true
}

/** Plain words in a thread. `parentIsOurs`: the thread's root was posted by us, so an unknown session is on its way. */
export interface ReplyEvent extends EventBase {
  readonly kind: 'reply'
  readonly text: string
  readonly parentIsOurs: boolean
}

/** A button, a select or a submitted form. `action` is `<session>:<round>:<question>:<choice>`. */
export interface ActionEvent extends EventBase {
  readonly kind: 'action'
  readonly action: string
  /** A form's fields: question id -> choice id or free words. */
  readonly values?: Readonly<Record<string, string>>
}

/** A person changed what they wrote, or took it back (`''`). It counts as long as nobody has read the first words. */
export interface AmendEvent extends EventBase {
  readonly kind: 'amend'
  readonly messageId: string
  readonly text: string
}

/** What opens or moves a design. */
export type ActingEvent = RequestEvent | ReplyEvent | ActionEvent

/** Everything a platform can tell us. */
export type ChatEvent = ActingEvent | AmendEvent

/** What the platform's user is told at once, from Redis alone. */
export type Receipt =
  | { readonly kind: 'accepted'; readonly session: string }
  | { readonly kind: 'duplicate' }
  /** Nothing here is ours: a reply in a thread that has no session. */
  | { readonly kind: 'ignored' }
  | {
      readonly kind: 'answer'
      readonly message: OutgoingMessage
      readonly audience: 'all' | 'user'
      /** An admin would be answered otherwise: a platform that does not know yet whether this is one asks again. */
      readonly isForOthers?: true
    }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: OutgoingMessage }

/** Where a message goes. */
export type Destination =
  | { readonly kind: 'thread'; readonly thread: ThreadRef; readonly only?: Person }
  | { readonly kind: 'channel'; readonly thread: ThreadRef }
  | { readonly kind: 'user'; readonly tenant: string; readonly user: Person }

/** The platform's reference of a posted message, as the adapter needs it to find or change the message. */
export interface MessageRef {
  readonly id: string
  /** Known once the root message is posted: the thread that replies will name. */
  readonly thread: ThreadRef
}

/** What an adapter may ask of the session store to show forms, lists and files. From Redis alone. */
export interface Views {
  /** The tenant's designs, newest first. */
  designs(tenant: string, limit: number): Promise<readonly DesignSummary[]>
  /** The design of a thread. */
  designOf(tenant: string, thread: ThreadRef): Promise<DesignSummary | undefined>
  /** One design, or undefined where the tenant has none of that id. */
  design(tenant: string, session: string): Promise<DesignSummary | undefined>
  /** The content of a message's file, rendered now. Undefined where there is none of that description. */
  file(tenant: string, recipe: FileRequest): Promise<RenderedFile | undefined>
}

export interface DesignSummary {
  readonly session: string
  /** How people name it: `7K2M`. */
  readonly short: string
  readonly title: string
  readonly state: string
  /** The proposal that was decided on, `B Patched Transformer`; absent while none is. */
  readonly chosen?: string
  readonly thread: ThreadRef
  readonly createdAt: number
  readonly updatedAt: number
  /** The number of the question round that is open, 0 when none is. */
  readonly openRound: number
}

export interface FileRequest {
  readonly session: string
  readonly entry: number
  /** `A` … `D`; absent for what concerns all proposals, or a decision. */
  readonly proposal?: string
  readonly form: FileForm
  /** Of a picture; light where absent. */
  readonly theme?: 'light' | 'dark'
}

export interface RenderedFile {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

/**
 * One chat platform. Delivery (`deliver`, `update`, `find`, `status`) needs no running listener, so a worker
 * uses an adapter that was never started.
 */
export interface ChatAdapter {
  readonly platform: ThreadRef['platform']
  /** Begin to listen. Contract: `accept` is called before the platform gets its answer; it never throws for what a user did. */
  start(accept: (event: ChatEvent) => Promise<Receipt>, views: Views): Promise<void>
  /**
   * Post. Contract: throws DeliveryRefused when it will never work, DeliveryDelayed when it may later; anything
   * else, and a DeliveryDelayed that says so, is ambiguous (it may have been posted) and `find` is asked before the
   * next try, which then posts only what of the message `find` missed.
   */
  deliver(message: OutgoingMessage, to: Destination): Promise<MessageRef>
  /** Change a posted message. Doing it twice is harmless. */
  update(ref: MessageRef, message: OutgoingMessage): Promise<void>
  /** Look for a message we may have posted, by its id. Throws when it cannot look now: the caller waits. */
  find(to: Destination, messageId: string): Promise<MessageRef | undefined>
  /** Show what is being done; `''` clears it. May be lost, never throws. */
  status(to: Destination, text: string): Promise<void>
  /** What people wrote in a thread before a message of it, oldest first. Throws where it cannot look. */
  wordsBefore?(thread: ThreadRef, messageId: string): Promise<readonly string[]>
  /** Remove what the platform's own store, where we keep one, holds of a design that was forgotten: its thread, and what others tell of it. */
  forget?(session: string, thread: ThreadRef): Promise<void>
  stop(): Promise<void>
}
