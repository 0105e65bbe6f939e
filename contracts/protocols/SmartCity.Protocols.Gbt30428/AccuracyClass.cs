namespace SmartCity.Protocols.Gbt30428;

/// <summary>How exactly a component's place was surveyed (GB/T 30428.2): the mean error of its point, CGCS2000.</summary>
public enum AccuracyClass : byte
{
    /// <summary>Within 0.5 m: things with a clear centre, such as a cover.</summary>
    A = 0,

    /// <summary>Within 1 m.</summary>
    B = 1,

    /// <summary>Within 10 m: things without a clear outline.</summary>
    C = 2,
}

/// <summary>What the classes promise.</summary>
public static class AccuracyClasses
{
    /// <summary>Mean error in metres.</summary>
    public static double Metres(this AccuracyClass accuracy) => accuracy switch
    {
        AccuracyClass.A => 0.5,
        AccuracyClass.B => 1.0,
        AccuracyClass.C => 10.0,
        _ => throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "Expected A, B or C."),
    };

    /// <summary>Reads A, B or C, also in lower case; blanks around it are dropped. False for any other text.</summary>
    public static bool TryParse(string? text, out AccuracyClass accuracy)
    {
        var index = text?.Trim().ToUpperInvariant() is { Length: 1 } letter ? "ABC".IndexOf(letter, StringComparison.Ordinal) : -1;
        accuracy = index < 0 ? default : (AccuracyClass)index;
        return index >= 0;
    }
}
