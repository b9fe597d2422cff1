import Terminal

/// The prompt at the foot of the full screen.
extension FullScreen {
  /// Reads a line at the prompt in the foot.
  func readFoot(_ text: String, _ beginning: String = "") -> ReadResult {
    if !beginning.isEmpty { prompt.offer(beginning) }
    state.isTyping = true
    draw()
    prompt.surround(
      with: Surroundings(
        rows: { [unowned self] in foot.count },
        draw: { [unowned self] in
          screen.refresh()
          draw()
          screen.lend(rows: foot)
        },
        pause: { [unowned self] in screen.pause() }))
    screen.lend(rows: foot)
    let result = prompt.readLine(prompt: text)
    prompt.surround(with: nil)
    screen.endLoan()
    screen.forget(rows: foot.lowerBound..<foot.upperBound + 1)
    state.isTyping = false
    return result
  }

  private var foot: Range<Int> { panes?.layout.foot ?? 0..<1 }
}
