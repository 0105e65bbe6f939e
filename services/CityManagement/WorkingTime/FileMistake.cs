namespace SmartCity.CityManagement.WorkingTime;

/// <summary>One mistake in a data file, in words its author can act on.</summary>
/// <param name="Where">Where it is: <c>line 7</c> of a table, <c>holidays[2]</c> of a JSON file.</param>
/// <param name="Field">The field.</param>
/// <param name="Found">What stands there; empty for nothing.</param>
/// <param name="Expected">What was expected.</param>
public sealed record FileMistake(string Where, string Field, string Found, string Expected)
{
    public override string ToString() =>
        $"{Where}, {Field}: expected {Expected}, found {(Found.Length == 0 ? "nothing" : $"'{Found}'")}";
}

/// <summary>A data file that cannot be used: every mistake in it at once. Trying again without mending it does not help.</summary>
public sealed class FileMistakesException(string file, IReadOnlyList<FileMistake> mistakes)
    : Exception($"{file} has {mistakes.Count} mistake(s):{string.Concat(mistakes.Select(mistake => $"\n  {mistake}"))}")
{
    public IReadOnlyList<FileMistake> Mistakes { get; } = mistakes;
}
