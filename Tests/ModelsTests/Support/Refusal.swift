/// The message of the refusal that `body` throws, "nothing was thrown" otherwise.
///
/// The folder of the fixtures is left out of it.
func refusal<Result>(_ body: () throws -> Result) -> String {
  do {
    _ = try body()
    return "nothing was thrown"
  } catch {
    return withoutFolder("\(error)")
  }
}

func withoutFolder(_ text: String) -> String {
  let parts = text.split(separator: "\(Fixtures.folder)/", omittingEmptySubsequences: false)
  return parts.joined()
}
