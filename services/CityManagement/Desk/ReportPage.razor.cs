using System.Globalization;
using Microsoft.AspNetCore.Components;
using SmartCity.CityManagement.Cases;
using SmartCity.CityManagement.Components;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts.Codes;
using SmartCity.Desks.Acting;
using SmartCity.Kernel.Http;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Desk;

public sealed partial class ReportPage
{
    private string key = NodeApi.NewKey();
    private ClassificationView? classes;
    private IReadOnlyList<DivisionCountView> divisions = [];
    private IReadOnlyList<GridPlaceView> places = [];
    private ComponentView? found;
    private GridView? at;
    private Position? place;
    private Position around = Divisions.Find(Divisions.Hengyang)!.Seat;
    private Refused? refused, unread;
    private string kind = CaseKinds.Occurrence, mainClass = "", subClass = "", description = "", component = "", level = "", source = "desk", evidence = "";
    private string longitude = "", latitude = "", system = "wgs84", division = "", reporter = "", phone = "", words = "";
    private bool busy;
    private int asked;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<ClassificationEntry> Table => (kind == CaseKinds.Component ? classes?.Components : classes?.Occurrences) ?? [];

    protected override async Task OnInitializedAsync()
    {
        var read = await Api.GetAsync<ClassificationView>(CaseApi.Root + "/classification", Gone);
        divisions = [.. ((await Api.GetAsync<CaseCountsView>(CaseApi.Root + "/cases/counts", Gone)).Value?.Divisions ?? []).Where(one => one.IsHere)];
        if (divisions.Count > 0 && Divisions.Find(divisions[0].Code) is { } here)
            around = here.Seat;
        (classes, unread) = (read.Value, read.Refused);
    }

    private string Name(ClassificationEntry entry) => T(entry.Name, entry.EnglishName);

    private void Choose(string what) => (kind, mainClass, subClass) = (what, "", "");

    private async Task FindAsync(ChangeEventArgs change)
    {
        words = change.Value?.ToString() ?? "";
        var turn = ++asked;
        var answer = words.Trim().Length == 0 ? null : (await Api.GetAsync<Page<GridPlaceView>>($"{CaseApi.Root}/grids/search?limit=8&text={Uri.EscapeDataString(words.Trim())}", Gone)).Value;
        // An answer that comes after a later one is not shown.
        if (turn == asked)
            places = answer?.Items ?? [];
    }

    private async Task LookUpAsync(ChangeEventArgs change)
    {
        component = change.Value?.ToString()?.Trim() ?? "";
        found = component.Length == 16 ? (await Api.GetAsync<ComponentDetail>($"{CaseApi.Root}/components/{Uri.EscapeDataString(component)}", Gone)).Value?.Component : null;
        if (found is null)
            return;
        (mainClass, subClass) = (found.Class, found.SubClass);
        await GoAsync(found.Position);
    }

    private async Task GoAsync(Position where)
    {
        (places, words, system) = ([], "", "wgs84");
        await TypeAsync(where.Longitude.ToString(CultureInfo.InvariantCulture), where.Latitude.ToString(CultureInfo.InvariantCulture));
    }

    private Task SystemAsync(string named)
    {
        system = named;
        return TypeAsync(longitude, latitude);
    }

    private async Task TypeAsync(string? east, string? north)
    {
        (longitude, latitude, at, place) = (east?.Trim() ?? "", north?.Trim() ?? "", null, null);
        if (Number(longitude) is not { } x || Number(latitude) is not { } y || !new Position(x, y).IsValid)
            return;
        place = Coordinates.ToWgs84(x, y, Enum.Parse<CoordinateSystem>(system, ignoreCase: true));
        at = (await Api.GetAsync<GridView>(string.Create(CultureInfo.InvariantCulture, $"{CaseApi.Root}/grids/at?longitude={x}&latitude={y}&coordinateSystem={system}"), Gone)).Value;
    }

    private async Task SendAsync()
    {
        busy = true;
        var answer = await Api.PostAsync<ReportedView>(CaseApi.Root + "/cases", Report(), key, Gone);
        (busy, refused) = (false, answer.Refused);
        if (answer.Value is { } reported)
            Navigation.NavigateTo(CaseApi.Page(reported.Id, "", isHere: true));
        else if (answer.Refused?.Type == "idempotency-key-reused")
            // It was sent before with other words: what is sent now is another report.
            key = NodeApi.NewKey();
    }

    private ReportRequest Report() => new(kind, Given(mainClass), Given(subClass), description.Trim(), Number(longitude), Number(latitude), longitude.Length == 0 ? null : system,
        at is null ? Given(division) : null, Given(level), kind == CaseKinds.Component ? Given(component) : null, source, null, Given(reporter),
        [.. evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], Given(phone));

    private IEnumerable<string> Errors(params string[] fields) => fields.SelectMany(field => refused?.Errors.GetValueOrDefault(field) ?? []);

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
