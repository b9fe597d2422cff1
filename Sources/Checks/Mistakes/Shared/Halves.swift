import Equations

/// What mistakes with Bidirectional share.
extension Anatomy {
  /// The loops that read backwards in some Bidirectional layers.
  func backwardLoops(of frames: [Frame]) -> [String] { loops(of: frames, named: "/backward_") }

  /// The loops that read forwards in them.
  func forwardLoops(of frames: [Frame]) -> [String] { loops(of: frames, named: "/forward_") }

  private func loops(of frames: [Frame], named part: String) -> [String] {
    let all = recurrent.map(\.loop).filter { loop in
      frames.contains { loop.hasPrefix($0.path + part) }
    }
    return all.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
  }
}
