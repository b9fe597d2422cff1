import Equations

/// What mistakes with Bidirectional share.
extension Anatomy {
  /// The loops that read backwards in some Bidirectional layers.
  func backwardLoops(of frames: [Frame]) -> [String] { loops(of: frames, named: "/backward_") }

  /// The loops that read forwards in them.
  func forwardLoops(of frames: [Frame]) -> [String] { loops(of: frames, named: "/forward_") }

  private func loops(of frames: [Frame], named part: String) -> [String] {
    recurrent.map(\.loop).filter { loop in
      frames.contains { loop.hasPrefix($0.path + part) }
    }.distinct
  }
}
