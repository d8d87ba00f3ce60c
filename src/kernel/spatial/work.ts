/** Seconds of a usual core for one multiplication of spatial theory; the costs of fields are counted in these. */
export const SECONDS_PER_MULTIPLICATION = 3e-9;

/** Values that are sampled come from this many scrambles, each of other images as well; their scatter is in their error. */
export const SCRAMBLES_OF_IMAGES = 2;
