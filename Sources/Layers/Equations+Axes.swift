import Equations

extension Equations {
  /// An axis as Keras counts it, the batch being 0, as one of a sample of so many axes; throws for the batch's, and for none.
  func sampleAxis(_ axis: Int, of rank: Int) throws(Obstacle) -> Int {
    let place = axis < 0 ? axis + rank : axis - 1
    if (0..<rank).contains(place) { return place }
    guard place == -1 else {
      throw obstacle("it goes along axis \(axis), which a sample does not have", Advice.gap)
    }
    throw obstacle(
      "it goes along axis \(axis), that of the samples, and each sample is computed by itself here",
      "Take another axis in Keras, and save again.")
  }
}
