import { shape, text } from '../../notation/parameters.ts';

/** Parameters that several file formats share. */

export const path = (example: string) => text('path of the file', example);
export const labels = text('path of a file of labels').optional();
export const label = text('name or number of the column of labels; none if there is none').optional();
export const axes = shape('shape of a point').optional();
