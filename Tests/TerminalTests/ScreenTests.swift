import TestSupport
import Testing

/// The screen shows what a VT100 shows.
struct ScreenTests {
  /// Writes to a screen of 10×4.
  private func screen(_ output: String) -> Screen {
    var screen = Screen(columns: 10, rows: 4)
    screen.write(output)
    #expect(screen.unknown.isEmpty)
    return screen
  }

  @Test func linesAndReturns() {
    #expect(screen("one\r\ntwo\rT").text == "one\nTwo")
    #expect(screen("abc\u{8}\u{8}X").text == "aXc")
    #expect(screen("a\tb").text == "a       b")
  }

  @Test func aLongLineWrapsOnlyWhenItGoesOn() {
    let full = screen("0123456789")
    #expect((full.row, full.column) == (0, 9))
    #expect(screen("0123456789\r\nx").text == "0123456789\nx")
    #expect(screen("0123456789x").text == "0123456789\nx")
  }

  @Test func wideLettersTakeTwoColumns() {
    let wide = screen("日本x")
    #expect((wide.text, wide.column) == ("日本x", 5))
    #expect(screen("012345678日").text == "012345678\n日")
    #expect(screen("e\u{301}x").column == 2)
  }

  @Test func theTopLineLeavesAFullScreen() {
    let full = screen("1\r\n2\r\n3\r\n4\r\n5")
    #expect(full.text == "2\n3\n4\n5")
    #expect(full.scrolledOff == ["1"])
  }

  @Test(arguments: [
    ("abcdef\r\u{1B}[3C\u{1B}[K", "abc"),
    ("abcdef\u{1B}[3D\u{1B}[1K", "    ef"),
    ("abc\u{1B}[2K", ""),
    ("abc\r\ndef\u{1B}[A\u{1B}[J", "abc"),
    ("abc\r\ndef\u{1B}[2J\u{1B}[Hx", "x"),
    ("abcdef\r\u{1B}[2P", "cdef"),
    ("abc\r\u{1B}[2@x", "x abc"),
    ("abc\r\u{1B}[4hxy\u{1B}[4lz", "xyzbc"),
    ("a\r\nb\u{1B}[2;2Hx\u{1B}[1;3Hy", "a y\nbx"),
    ("a\r\nb\u{1B}[1;1H\u{1B}[Lx", "x\na\nb"),
    ("a\r\nb\u{1B}[1;1H\u{1B}[M", "b"),
    ("\u{1B}7abc\u{1B}8x", "xbc"),
    ("\u{1B}[1;34mblue\u{1B}[0m\u{1B}]0;title\u{7}!", "blue!"),
  ])
  func controlSequences(output: String, text: String) {
    #expect(screen(output).text == text)
  }

  @Test func modesAreRemembered() {
    #expect(screen("\u{1B}[?2004h").modes == ["?2004"])
    #expect(screen("\u{1B}[?2004h\u{1B}[?2004l").modes.isEmpty)
  }

  /// Only the rows of the region scroll; what leaves it is gone.
  @Test func aRegionScrollsAlone() {
    let region = screen("1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3;1H\nx\u{1B}[r\u{1B}[4;1Hy")
    #expect(region.lines == ["1", "3", "x", "y"])
    #expect(region.scrolledOff == [])
    #expect(screen("1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[2;1H\u{1B}[M").lines == ["1", "3", "", "4"])
  }

  @Test func theFirstScreenComesBack() {
    var screen = screen("one\r\ntwo\u{1B}[?1049h\u{1B}[Hx")
    #expect((screen.text, screen.isSecond) == ("x", true))
    screen.write("\u{1B}[?1049l!")
    #expect((screen.text, screen.isSecond) == ("one\ntwo!", false))
  }

  @Test func coloursAreKept() {
    let screen = screen("a\u{1B}[1;7mb\u{1B}[36mc\u{1B}[0md")
    #expect(screen[0, 1].ink == "1;7" && screen[0, 2].ink == "1;7;36" && screen[0, 3].ink == "")
    #expect(screen.text(row: 0, inked: "7") == "bc")
    #expect(screen.texts(inked: "36") == ["c"])
  }

  @Test func resizingCutsAndFills() {
    var screen = screen("0123456789\r\nx")
    screen.resize(columns: 5, rows: 1)
    #expect((screen.text, screen.scrolledOff) == ("x", ["01234"]))
  }
}
