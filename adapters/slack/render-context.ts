/** What a message is rendered with. */
import type { ThreadRef } from '../../src/chat/thread.js'
import type { FileRecipe } from '../../src/messages/message.js'

export interface RenderContext {
  /** Where the web chat is, for links within it; without it they are plain text. */
  readonly publicUrl?: string
  /** The id of a picture that is uploaded and not yet shared; without it the picture is told in words. */
  readonly fileId: (recipe: FileRecipe) => string | undefined
  /** The address of a conversation; without it its label is plain text. */
  readonly linkTo: (thread: ThreadRef) => string | undefined
}

/** Beginnings of action ids; what follows makes them unique. */
export const elementKinds = {
  /** A button, or feedback: its value is an action. */
  press: 'press',
  /** A select: the value of its option is an action. */
  choose: 'choose',
  /** A button whose value is an action, and that sends what is filled in beside it. */
  submit: 'submit',
  /** A button that opens the modal of a form. */
  form: 'form',
  /** Fields of a form, by choice and in words; the rest of the id names the field. */
  choice: 'choice',
  words: 'words',
} as const
export type ElementKind = keyof typeof elementKinds

/** The kind of an element of ours, by its action id. */
export function kindOf(actionId: unknown): ElementKind | undefined {
  const [kind] = String(actionId ?? '').split(':')
  return Object.values(elementKinds).find((one) => one === kind)
}

/** A message, or the App Home, which takes no tables and no feedback. */
export type Surface = 'message' | 'home'

/** One rendering. */
export interface Rendering extends RenderContext {
  readonly surface: Surface
  /** `press:0`, `field:1:data`: unique in the rendering. */
  readonly newActionId: (kind: ElementKind, name?: string) => string
}

export function rendering(context: RenderContext, surface: Surface): Rendering {
  let count = 0
  return {
    ...context,
    surface,
    newActionId: (kind, name) => `${kind}:${count++}${name === undefined ? '' : `:${name}`}`,
  }
}
