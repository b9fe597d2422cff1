/// What a number counts in a cosine transform.
enum CosineTransform {
  /// The factor of number n of N in sum k, of a type from 1 to 4; with rows of length 1 where it is asked for.
  static func factor(_ n: Int, _ k: Int, _ count: Int, _ type: Int, isUnit: Bool) -> Double {
    let length = Double(count)
    func cosine(_ part: Int, of whole: Double) -> Double {
      Waves.cosine(Double(part) / (2 * whole))
    }
    switch type {
    case 1:
      let isEnd = n == 0 || n == count - 1
      return (isEnd ? 1 : 2) * cosine(n * k, of: length - 1)
    case 2:
      let unit = ((k == 0 ? 1 : 2) / length).squareRoot() / 2
      return (isUnit ? 2 * unit : 2) * cosine(k * (2 * n + 1), of: 2 * length)
    case 3:
      let unit = ((n == 0 ? 1 : 2) / length).squareRoot()
      return (isUnit ? unit : n == 0 ? 1 : 2) * cosine(n * (2 * k + 1), of: 2 * length)
    default:
      return (isUnit ? (2 / length).squareRoot() : 2)
        * cosine((2 * k + 1) * (2 * n + 1), of: 4 * length)
    }
  }
}
