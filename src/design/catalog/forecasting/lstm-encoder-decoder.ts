/** The encoder-decoder of long short-term memories: a fourth gate and a cell state, where dependences are long. */
import { encoderDecoder } from './encoder-decoder.js'

export const lstmEncoderDecoder = encoderDecoder({
  kind: 'lstm',
  complexity: 0.5,
  quality: 0,
  because:
    'it reads past and known future and is no better than a GRU on most series, with a third more weights at the same width',
  source:
    'Hochreiter & Schmidhuber, 1997; Chung et al., Empirical Evaluation of Gated Recurrent Neural Networks, 2014',
})
