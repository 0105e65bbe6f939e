namespace SmartCity.CityManagement.Desk;

/// <summary>Where pages find cases, in the API and among themselves.</summary>
internal static class CaseApi
{
    public const string Root = "/api/city-management/v1";
    public const string Pages = "/desk/city-management";

    /// <summary>The page of a case; a copy's home is named, for its id alone may be another's too.</summary>
    public static string Page(string id, string home, bool isHere) => $"{Pages}/cases/{id}{Home(home, isHere)}";

    /// <summary>Its file, to be printed.</summary>
    public static string FilePage(string id, string? home) => $"{Pages}/cases/{id}/file{(string.IsNullOrEmpty(home) ? "" : "?home=" + Uri.EscapeDataString(home))}";

    public static string Read(string id, string? home) => $"{Root}/cases/{Uri.EscapeDataString(id)}{(string.IsNullOrEmpty(home) ? "" : "?home=" + Uri.EscapeDataString(home))}";

    public static string Act(string id, string action, string home) => $"{Root}/cases/{Uri.EscapeDataString(id)}/{action}?home={Uri.EscapeDataString(home)}";

    private static string Home(string home, bool isHere) => isHere ? "" : "?home=" + Uri.EscapeDataString(home);
}
