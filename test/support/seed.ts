/**
 * The seed of everything random in a test: the same in every run, so that a failure tells about the change and not
 * about luck. `SEED=new` throws others, `SEED=123` those of another run once more.
 */
const { SEED = '1' } = process.env
export const seed = SEED === 'new' ? Math.floor(Math.random() * 2 ** 31) : Number(SEED)
