import Debugging

extension Console {
  /// What `dprintf` prints goes where everything goes.
  func prepareStops() {
    breakpoints.onPrint = { [weak self] breakpoint, place, values in
      guard let self, case .print(_, let format, _) = breakpoint.kind else { return }
      output.line(PrintedFormat(format, arrayText).text(values))
    }
  }
}
