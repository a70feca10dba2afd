import { mutationOf } from './layer.mjs';

export default mutationOf('protocol');
