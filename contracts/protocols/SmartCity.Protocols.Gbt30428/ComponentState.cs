namespace SmartCity.Protocols.Gbt30428;

/// <summary>State of a component (GB/T 30428.2).</summary>
public enum ComponentState : byte
{
    /// <summary>完好.</summary>
    Intact = 0,

    /// <summary>破损.</summary>
    Damaged = 1,

    /// <summary>丢失.</summary>
    Lost = 2,

    /// <summary>废弃.</summary>
    Abandoned = 3,
}

/// <summary>The states as the standard writes them.</summary>
public static class ComponentStates
{
    private static readonly string[] Names = ["完好", "破损", "丢失", "废弃"];

    /// <summary>The word of the standard.</summary>
    public static string ChineseName(this ComponentState state) => Names[(int)state];

    /// <summary>Reads the word of the standard; blanks around it are dropped. False for any other text.</summary>
    public static bool TryParse(string? text, out ComponentState state)
    {
        var index = Array.IndexOf(Names, text?.Trim());
        state = index < 0 ? default : (ComponentState)index;
        return index >= 0;
    }
}
