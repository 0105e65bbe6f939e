namespace SmartCity.Contracts.Security;

/// <summary>
/// What somebody may do: an action of a module in a division. <c>*</c> stands for every one.
/// Written <c>module:action:division</c>, for example <c>city-management:dispatch:430481</c>.
/// </summary>
/// <param name="Module">The module's route name, for example <c>environment</c>.</param>
/// <param name="Action">The action, a verb: <c>read</c>, <c>dispatch</c>.</param>
/// <param name="Division">GB/T 2260 code; <c>430400</c> is the whole city.</param>
public readonly record struct Right(string Module, string Action, string Division)
{
    /// <summary>Everything everywhere.</summary>
    public static Right All { get; } = new("*", "*", "*");

    /// <summary>Whether holding this right is enough to do the other.</summary>
    public bool Covers(Right wanted) =>
        Matches(Module, wanted.Module) && Matches(Action, wanted.Action) && CoversDivision(wanted.Division);

    /// <summary>Whether it reaches a division: the same, all, or the prefecture the division is part of.</summary>
    public bool CoversDivision(string wanted) =>
        Matches(Division, wanted) || Division.EndsWith("00", StringComparison.Ordinal) && wanted.StartsWith(Division.AsSpan(0, Division.Length - 2), StringComparison.Ordinal);

    /// <summary>Reads <c>module:action:division</c>; false when it has not three parts.</summary>
    public static bool TryParse(string? text, out Right right)
    {
        var parts = (text ?? "").Split(':');
        right = parts.Length == 3 && parts.All(part => part.Length > 0) ? new(parts[0], parts[1], parts[2]) : default;
        return right != default;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Module}:{Action}:{Division}";

    private static bool Matches(string held, string wanted) => held == "*" || string.Equals(held, wanted, StringComparison.Ordinal);
}
