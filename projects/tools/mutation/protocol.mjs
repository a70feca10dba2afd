import { mutationOf } from './mutation-of.mjs';

export default mutationOf('protocol', ['protocol/**/*.ts', 'id-token/**/*.ts']);
