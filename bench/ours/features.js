/** How much less agreement varies over draws when it is read off the hidden features than when guesses are counted. */
export default async function features({ network, data, points }, library) {
  const { measure } = await library('index');
  const { agreement, agreementCounted } = await measure(network, data, { points, inits: 100 });
  return { ratio: (agreementCounted.standardError / agreement.standardError) ** 2 };
}
