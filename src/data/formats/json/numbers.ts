import type { JsonText } from './jsonText.ts';

const BLOCK = 2 ** 16;

/** Numbers gathered one by one, in blocks: nothing is copied until all are there. */
export class Numbers {
  count = 0;
  private readonly blocks: Float64Array[] = [];

  constructor(private readonly text: JsonText) {}

  /** @throws UserError `data` for more than a dataset, or a compressed file, may have */
  push(value: number): void {
    const place = this.count % BLOCK;
    if (place === 0) {
      this.text.checkRoom((this.count + BLOCK) * Float64Array.BYTES_PER_ELEMENT);
      this.blocks.push(new Float64Array(BLOCK));
    }
    this.blocks[this.blocks.length - 1][place] = value;
    this.count++;
  }

  /**
   * All numbers.
   * @param places where the next number belongs; one after the other unless given
   */
  joined(places?: () => number): Float64Array {
    const values = new Float64Array(this.count);
    this.blocks.forEach((block, i) => {
      const used = block.subarray(0, this.count - i * BLOCK);
      if (!places) values.set(used, i * BLOCK);
      else for (const value of used) values[places()] = value;
    });
    return values;
  }
}
