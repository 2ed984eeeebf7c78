/** Revisions: the facts that changed, the figures they moved, and who leads now and why. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../src/design/brief/read.js'
import type { ProposalSet } from '../../src/design/proposal.js'
import { propose } from '../../src/design/propose.js'
import { revision } from '../../src/design/revision.js'
import { briefOf, sampleRequest } from './requests.js'

function designed(request: string, reply?: string): ProposalSet {
  const first = briefOf(request)
  const brief = reply === undefined ? first : readBrief(reply, first).brief
  const result = propose(brief)
  if (result.kind !== 'set') throw new Error(`Nothing was proposed for: ${request}`)
  return result.set
}

describe('a revision', () => {
  it('names the device that changed, assumed before and said now, and the figures that follow from it', () => {
    const { facts, figures, number } = revision(
      designed(sampleRequest),
      designed(sampleRequest, 'what if we only have one T4?'),
      1,
    )
    expect(number).toBe(1)
    expect(facts).toContainEqual({
      label: 'Training device',
      before: '1 x NVIDIA L4 (assumed)',
      after: '1 x NVIDIA T4',
    })
    expect(figures.map(({ figure }) => figure)).toContain('trainingCost')
    const cost = figures.find(({ figure }) => figure === 'trainingCost')
    expect(cost?.before?.value).toBeGreaterThan(0)
    expect(cost?.after).toBeUndefined()
  })

  it('says in which precision a large network trains then', () => {
    const request = `${sampleRequest}, 50,000 series, 5 years of history`
    const { notes } = revision(designed(request), designed(request, 'we only have one T4'), 1)
    expect(notes.join('\n')).toMatch(
      /precision of training: FP16 mixed precision with loss scaling.* Before: BF16/,
    )
  })

  it('says what leads now, what it was, and why that is out', () => {
    const { notes } = revision(designed(sampleRequest), designed(sampleRequest, 'we have 1 series'), 1)
    expect(notes[0]).toMatch(/^Now recommended: A Exponential smoothing \(ETS\), before it was DLinear/)
  })

  it('says what came and what went, each with its reason', () => {
    const { notes } = revision(designed(sampleRequest), designed(sampleRequest, 'we have 30 series'), 1)
    expect(notes.some((note) => note.startsWith('New: '))).toBe(true)
    const went = notes.filter((note) => note.startsWith('No longer proposed: '))
    expect(went.length).toBeGreaterThan(0)
    for (const note of went) expect(note).toMatch(/: .*\d/)
  })

  it('says why a figure is unknown now', () => {
    const before = designed(sampleRequest)
    const after = designed(sampleRequest, 'we only have one T4')
    const networks = after.proposals.filter(({ spec }) => spec !== null).map(({ id }) => id)
    const { notes } = revision(before, after, 1)
    expect(notes.filter((note) => note.startsWith('No longer known'))).toEqual([
      `No longer known of ${networks.join(' and ')}, training cost: no price is known for NVIDIA T4.`,
    ])
    expect(revision(after, after, 2).notes.join()).not.toContain('No longer known')
  })

  it('of nothing changes nothing', () => {
    const same = designed(sampleRequest)
    const { facts, figures, notes } = revision(same, same, 1)
    expect([facts, figures]).toEqual([[], []])
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatch(/^Still recommended/)
  })
})

describe('a revision of other fields', () => {
  it('says which sizes changed', () => {
    const before = designed('Predict churn for 50,000 customers from 80 columns, nightly, no GPU')
    const after = designed(
      'Predict churn for 50,000 customers from 80 columns, nightly, no GPU',
      '500 customers',
    )
    const { facts, notes } = revision(before, after, 1)
    expect(facts).toContainEqual({ label: 'Rows', before: '50,000', after: '500' })
    const kept = after.proposals.filter(({ family }) => before.proposals.some((old) => old.family === family))
    const resized = kept.filter(
      ({ family, size }) => before.proposals.find((old) => old.family === family)?.size !== size,
    )
    for (const { name, size } of resized)
      expect(notes.join('\n')).toContain(`${name}, size: ${size}. Before: `)
    expect(notes.length).toBeGreaterThan(0)
  })

  it('says what a proposal is made of now, where its parts changed', () => {
    const set = designed(sampleRequest)
    const [first, ...others] = set.proposals
    if (!first) throw new Error('Expected proposals.')
    const parts = first.parts.map((part) => ({ ...part, role: 'retriever' }))
    const after = { ...set, proposals: [{ ...first, parts: [...parts, ...first.parts] }, ...others] }
    expect(revision(set, after, 1).notes.join('\n')).toContain(
      `${first.name} is made of retriever and ${first.parts[0]?.role}. Before: ${first.parts[0]?.role}.`,
    )
  })

  it('says which conflicts came and which are settled', () => {
    const before = designed(sampleRequest)
    const after = designed(sampleRequest, 'one T4 and bf16')
    const came = after.flags.filter(({ id }) => !before.flags.some((flag) => flag.id === id))
    expect(came.length).toBeGreaterThan(0)
    const notes = revision(before, after, 1).notes
    expect(notes.filter((note) => note.startsWith('New conflict: '))).toHaveLength(came.length)
    const back = revision(after, before, 2).notes
    expect(back.filter((note) => note.startsWith('Settled: '))).toHaveLength(came.length)
  })
})
