using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Components;

/// <summary>The states as they are stored and answered; files and callers may also use the words of the standard.</summary>
internal static class ComponentStateNames
{
    public const string Expected = "intact 完好, damaged 破损, lost 丢失 or abandoned 废弃";

    public static string Name(ComponentState state) => state.ToString().ToLowerInvariant();

    /// <summary>Null when the text is no state.</summary>
    public static ComponentState? Read(string? text) =>
        ComponentStates.TryParse(text, out var chinese) ? chinese
        : text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse<ComponentState>(text, ignoreCase: true, out var english) && Enum.IsDefined(english) ? english : null;
}
