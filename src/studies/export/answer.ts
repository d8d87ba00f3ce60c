import { answering } from '../../console/answering.ts';
import { dataFrom, networkFrom, setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { initInWords } from '../../export/code/origin.ts';
import { exported } from '../../export/exportNetwork.ts';
import { formatOf } from '../../export/formats.ts';
import { OutputFile } from '../../hosts/node/outputFile.ts';
import { version } from '../../version.ts';
import type { Exported } from './schema.ts';
import { type Flags, study } from './study.ts';
import { exportText } from './text.ts';

export const answer = answering(study, {
  plan: async ({ flags }: Given<Flags>) => {
    const { out } = flags;
    if (out === undefined) {
      const remedy = 'for instance -o net.onnx, net.py, net.keras.py or net.flax.py';
      throw new UserError('bad-argument', 'export needs -o, the file to write', [], remedy);
    }
    const format = formatOf(out);
    const network = networkFrom(flags.network, 'export');
    const file = OutputFile.at(out, { overwrite: flags.overwrite });
    const options = { ...setupOptions(flags), ...(flags.draw !== undefined && { draw: flags.draw }), format };
    return { network, data: await dataFrom(flags), options, file };
  },
  run: ({ network, data, options, file }): Exported => {
    const { content, setup, parameters, notes } = exported(network, data, options);
    file.write(content);
    return {
      firstguess: version,
      written: file.path,
      format: options.format,
      bytes: Buffer.byteLength(content),
      network: setup.network.toString(),
      init: initInWords(setup.init),
      seed: setup.seed,
      draw: options.format === 'onnx' ? (options.draw ?? 1) : null,
      shape: [...setup.shape],
      outputs: setup.output.units,
      parameters: parameters.map(({ name, tensor: { dims, law, variance } }) => ({
        name,
        shape: [...dims],
        law,
        variance,
      })),
      notes: [...notes],
    };
  },
  text: exportText,
});
