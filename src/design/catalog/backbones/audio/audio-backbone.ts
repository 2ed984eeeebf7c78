/** What a network that reads log-mel frames says beside its nodes. Its input is a map of [frames, mels] with one channel. */
import type { Backbone, Nodes } from '../backbone.js'
import type { FrontEnd } from './front-end.js'

export interface AudioBackbone extends Backbone {
  readonly frontEnd: FrontEnd
  /** @param frames of the clip; a network whose table of positions fits one length only needs them */
  nodes(frames?: number): Nodes
}
