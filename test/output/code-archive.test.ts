/** Code of proposals: what is generated and nothing else, under names that stay in the folder. */
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../src/design/proposal.js'
import { codeOf } from '../../src/output/code-archive.js'
import { sampleSet } from '../pictures/sample-sets.js'

const networks = (proposal: Proposal) => proposal.parts.filter(({ kind }) => kind === 'network')
const one = sampleSet.proposals.find((proposal) => networks(proposal).length === 1)
const none = sampleSet.proposals.find((proposal) => networks(proposal).length === 0)

describe('the code of proposals', () => {
  it('is one file for one network', () => {
    if (!one) throw new Error('Expected a proposal with a network.')
    const code = codeOf([one], '7K2M-A')
    expect(code).toMatchObject({ name: '7K2M-A-model.py', mediaType: 'text/x-python' })
    expect(code?.content).toMatch(/^import torch|class .*nn\.Module/m)
  })

  it('is an archive of a file for each network, the same every time', () => {
    const code = codeOf(sampleSet.proposals, '7K2M')
    const again = codeOf(sampleSet.proposals, '7K2M')
    expect(code?.content).toEqual(again?.content)
    const files = unzipSync(code?.content as Uint8Array)
    const expected = sampleSet.proposals
      .filter((p) => networks(p).length > 0)
      .map(({ id }) => `${id}/model.py`)
    expect(Object.keys(files)).toEqual(expected)
    for (const file of Object.values(files)) expect(strFromU8(file)).toMatch(/nn\.Module/)
  })

  it('stays in its folder whatever a part is called', () => {
    if (!one) throw new Error('Expected a proposal with a network.')
    const [part] = networks(one)
    if (!part) throw new Error('Expected a part.')
    const roles = ['../../etc', '/root', 'C:\\x', '..', 'encoder', 'Encoder']
    const hostile = { ...one, parts: roles.map((role) => ({ ...part, role })) }
    const names = Object.keys(unzipSync(codeOf([hostile], 'x')?.content as Uint8Array))
    expect(names).toEqual([
      'etc/model.py',
      'root/model.py',
      'c-x/model.py',
      'network/model.py',
      'encoder/model.py',
      'encoder-2/model.py',
    ])
  })

  it('is nothing where there is no network', () => {
    if (!none) throw new Error('Expected a proposal without a network.')
    expect(codeOf([none], 'x')).toBeUndefined()
  })
})
