/** The encoder-decoder of gated recurrent units: three gates, the smaller and faster of the two cells. */
import { encoderDecoder } from './encoder-decoder.js'

export const gruEncoderDecoder = encoderDecoder({
  kind: 'gru',
  complexity: 0.45,
  quality: 0,
  because: 'it reads past and known future, and needs more data than trees',
  source:
    'Cho et al., 2014 (GRU encoder-decoder); Wen et al., A Multi-Horizon Quantile Recurrent Forecaster, 2017',
})
