using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>Somebody with an account of the city, signed in through the gateway as a browser does it.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const string First = "first-of-many-words", Second = "second-of-many-words";
    private readonly HttpClient http;

    private Visitor(Uri gateway) => http = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = gateway };

    /// <summary>What their browser keeps.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Makes an account with a role over everything, and signs in with it.</summary>
    public static async Task<Visitor> SignInAsync(HttpClient administrator, Uri gateway, string role)
    {
        var name = role + "-at-bench";
        using var made = await administrator.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName = name, displayName = role, password = First, grants = new[] { new { role, division = "*", module = "*" } } });
        if (!made.IsSuccessStatusCode)
            throw new InvalidOperationException($"The account {name} was refused: {await made.Content.ReadAsStringAsync()}");
        var visitor = new Visitor(gateway);
        await visitor.PostAsync("/account/sign-in", new() { ["userName"] = name, ["password"] = First, ["code"] = "", ["returnUrl"] = "/" });
        await visitor.PostAsync("/account/password", new() { ["current"] = First, ["wanted"] = Second, ["again"] = Second });
        return visitor;
    }

    /// <summary>The text of a page.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var response = await http.GetAsync(path);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode} {response.Headers.Location}");
    }

    /// <summary>Says that a page was closed, as the script of a page does: its circuit ends at once and not minutes later.</summary>
    public async Task CloseAsync(string circuit)
    {
        using var form = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } };
        using var response = await http.PostAsync("/_blazor/disconnect", form);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private async Task PostAsync(string path, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = Token().Match(await ReadAsync(path)).Groups["token"].Value;
        using var response = await http.PostAsync(path, new FormUrlEncodedContent(fields));
        if (response.Headers.Location?.ToString().Contains("why=", StringComparison.Ordinal) != false)
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode} {response.Headers.Location}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
