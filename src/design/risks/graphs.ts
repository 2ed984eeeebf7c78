/** C29 and C31: graphs against memory and new nodes; comparing each with each. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import { machineFor, mostShare } from './machine.js'
import type { Reading } from './reading.js'
import { bytes, counts, countsOf, number, numbered, percent } from './say.js'

/** The usual medium size: two layers, and what backward keeps beside each activation. */
const layers = 2
const hidden = 128
const withBackward = 2
const numberBytes = 4
const heads = 4

/** A whole graph at once: an activation for each node and layer, and a weight for each edge where it attends. */
export function graphTooLarge(reading: Reading): Flag[] {
  const { nodes, edges } = reading.brief.data
  const machine = machineFor(reading, 'training')
  const asked = reading.asked('fullBatch')
  if (!nodes || !asked || machine?.memory === undefined) return []
  const attends = reading.says('attentionOnGraph') && edges
  const ofNodes = nodes.value * hidden * numberBytes * layers * withBackward
  const ofEdges = attends ? edges.value * heads * numberBytes * layers * withBackward : 0
  const [needed, allowed] = [ofNodes + ofEdges, mostShare * machine.memory]
  if (needed <= allowed) return []
  const width = Math.floor((hidden * (allowed - ofEdges)) / ofNodes)
  return [
    flagOf(reading, {
      id: 'C29',
      severity: 'warn',
      conflict: `You asked for "${asked}" on ${countsOf(nodes.value, 'node')} with ${machine.words}.`,
      arithmetic: `At width ${hidden}: ${counts(nodes.value)} x ${hidden} x ${numberBytes} bytes x ${layers} layers x ${withBackward} for backward = ${bytes(ofNodes)}${attends ? `, and ${countsOf(edges.value, 'edge')} x ${heads} heads x ${numberBytes} bytes x ${layers} x ${withBackward} = ${bytes(ofEdges)}` : ''}; ${percent(mostShare)} of ${bytes(machine.memory)} = ${bytes(allowed)}.`,
      ways: [
        {
          say: 'Sample neighbours (GraphSAGE, fan-out 15 and 10): memory then follows the batch, not the graph.',
        },
        { say: 'Compute the diffused features once (SIGN) and train a plain network on rows.' },
        ...(width >= 1 ? [{ say: `Take a width of at most ${number(width)}.` }] : []),
      ],
    }),
  ]
}

/** Pairs beyond which comparing each with each takes days. */
const mostPairs = 1e10

/** All pairs of n things are n (n - 1) / 2. */
export function tooManyPairs(reading: Reading): Flag[] {
  const { rows, labelled, items, users, documents, nodes } = reading.brief.data
  const counted = { rows, examples: labelled, items, users, documents, nodes }
  const [noun, n] = Object.entries(counted).reduce<[string, number]>(
    (most, [name, fact]) => (fact && fact.value > most[1] ? [name, fact.value] : most),
    ['', 0],
  )
  const pairs = (n * (n - 1)) / 2
  const asked = reading.says('allPairs')
  if (pairs <= mostPairs || !(asked || reading.says('duplicates'))) return []
  return [
    flagOf(reading, {
      id: 'C29',
      severity: 'warn',
      conflict: asked
        ? `You asked to compare each of ${counts(n)} ${noun} with each other.`
        : `You want to find duplicates among ${counts(n)} ${noun}.`,
      arithmetic: `${counts(n)} x ${counts(n)} / 2 = ${numbered(pairs, 'pair')}; at a million comparisons a second that is ${numbered(pairs / 1e6 / 3600, 'hour')}, each time.`,
      ways: [
        { say: 'Block first: compare only what shares a key (postcode, first letters, sound of the name).' },
        { say: 'Retrieve the 50 nearest by embedding, and compare those.' },
      ],
    }),
  ]
}

/** C31: a table with a row for each known node. */
export function unknownNodes(reading: Reading): Flag[] {
  const method = reading.asked('nodeTable')
  if (!method || !reading.says('newNodes')) return []
  const nodes = reading.brief.data.nodes?.value
  return [
    flagOf(reading, {
      id: 'C31',
      severity: 'block',
      conflict: `You asked for ${method} and for answers on new nodes.`,
      arithmetic: `${method} learns a row for each node of training${nodes ? `, ${counts(nodes)} in all` : ''}: a new node has 0 rows until everything is trained again.`,
      ways: [
        { say: 'Take GraphSAGE, which computes a node from its features and neighbours.' },
        { say: 'Take boosted trees on features of the node and its neighbourhood.', needs: 'trees' },
      ],
    }),
  ]
}
