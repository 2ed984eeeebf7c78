/** Pictures as files of a message: drawn from the transcript when somebody asks for them. */
import { describe, expect, it } from 'vitest'
import { renderFile } from '../../adapters/files.js'
import type { ProposeEntry } from '../../src/architect/architect.js'
import { fromProposal, fromProposalSet } from '../../src/messages/from-proposals.js'
import type { MessageBlock } from '../../src/messages/message.js'
import type { SessionView } from '../../src/messages/recipe.js'
import { sampleSet } from './sample-sets.js'

const entry: ProposeEntry = { kind: 'propose', at: 1, set: sampleSet }
const view: SessionView = {
  session: 'ABCDEFGHIJKLMNOP',
  short: 'ABCD',
  thread: { platform: 'web', space: 'local', channel: 'chat' },
  title: 'a forecast',
  state: 'proposed',
  openRound: 0,
  revision: 0,
}
const messages = [
  fromProposalSet('S:1', 3, entry),
  ...sampleSet.proposals.map((_, i) => fromProposal(`S:${i + 2}`, view, 3, entry, i + 1)),
]
const imagesOf = (blocks: readonly MessageBlock[]) =>
  blocks.flatMap((block) => (block.kind === 'image' ? [block] : []))

describe('the messages of proposals', () => {
  it('hold one picture each, with words for it', () => {
    for (const { blocks } of messages) {
      const images = imagesOf(blocks)
      expect(images).toHaveLength(1)
      expect(images[0]?.alt.length).toBeGreaterThan(50)
    }
  })

  it('name recipes that become PNG files, light and dark', async () => {
    for (const { recipe } of messages.flatMap(({ blocks }) => imagesOf(blocks)))
      for (const theme of ['light', 'dark'] as const) {
        const { entry: at, form, proposal } = recipe
        const file = await renderFile(
          { session: view.session, entry: at, form, theme, ...(proposal !== undefined && { proposal }) },
          entry,
          view,
        )
        expect(file?.mediaType).toBe('image/png')
        expect(file?.name).toMatch(/^design-ABCD(-[A-D])?\.png$/)
        expect(file?.content).toBeInstanceOf(Uint8Array)
      }
  })

  it('have none for a proposal that is not there', async () => {
    const request = { session: view.session, entry: 3, form: 'picture', proposal: 'Z' } as const
    expect(await renderFile(request, entry, view)).toBeUndefined()
  })
})
