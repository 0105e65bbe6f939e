using System.Net.Http.Json;
using System.Text.Json;

namespace SmartCity.Browser.Tests.Stories;

/// <summary>What the API answers, or the test fails in its words.</summary>
internal static class Answers
{
    public static async Task<JsonElement> ReadAsync(this HttpClient api, string path)
    {
        using var answer = await api.GetAsync(path);
        return await JsonAsync(answer);
    }

    public static async Task<JsonElement> DoAsync(this HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        return await JsonAsync(answer);
    }

    public static string Of(this JsonElement answer, string name) => answer.GetProperty(name).GetString() ?? "";

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
