import Debugging
import Models
import Tensors
import Terminal

/// What `run` shows.
extension Console {
  /// Goes through the samples of the data set from one on, and shows what came of it.
  func runSamples(from first: Int) throws {
    switch try debugger.runSamples(from: first) {
    case .stopped(let stop):
      if case .goal = stop.reason {
        announce("\(debugger.search?.text ?? "") is true")
      } else {
        announce(nil)
      }
      try show(stop)
    case .changed(let old, let new, let stop):
      announce("\(debugger.search?.text ?? "") was \(short(old)), is \(short(new))")
      try show(stop)
    case .interrupted(let sample): output.line("interrupted after sample \(sample)")
    case .nothing(let count):
      let samples = "\(count) sample\(count == 1 ? "" : "s")"
      let what = debugger.search.map { search in
        "\(search.text.visible) \(search.isChange ? "does not change" : "is not true")"
      }
      let text = "\(what ?? "nothing stops") in \(samples); the last one is at its end"
      output.lines(prose(text))
    }
  }

  private func short(_ tensor: Tensor) -> String {
    tensor.count == 1
      ? NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
      : arrayText.oneLine(tensor, width: 24)
  }

  /// `sample 3 of 4 in data.npz: argmax(output) was 0, is 1`.
  private func announce(_ what: String?) {
    guard let session, let data = session.data, let row = session.dataRow else { return }
    let start = "sample \(row) of \(data.feed.samples) in \(data.name.visible)"
    output.lines(prose(start + (what.map { ": \($0.visible)" } ?? ""), .note))
  }
}
