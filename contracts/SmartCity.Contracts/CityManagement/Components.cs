namespace SmartCity.Contracts.CityManagement;

/// <summary>部件状态变更: the state of a component was set by an officer.</summary>
/// <param name="ComponentId">16 digits (GB/T 30428.2).</param>
/// <param name="Division">GB/T 2260 code of the division in its id.</param>
/// <param name="Class">Two digits of GB/T 30428.2.</param>
/// <param name="SubClass">Three digits of GB/T 30428.2.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Longitude">WGS-84 longitude, degrees.</param>
/// <param name="Latitude">WGS-84 latitude, degrees.</param>
/// <param name="Grid">Code of the responsibility grid 责任网格, 15 digits; null when none covers it.</param>
/// <param name="StateBefore"><c>intact</c> 完好, <c>damaged</c> 破损, <c>lost</c> 丢失 or <c>abandoned</c> 废弃.</param>
/// <param name="State">The state it is in now.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
/// <param name="Version">Counts the changes of this component, from 1.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
[EventType("city-management.component-changed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record ComponentChanged(
    string ComponentId, string Division, string Class, string SubClass, string Name, double Longitude, double Latitude, string? Grid,
    string StateBefore, string State, string? Reason, int Version, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "components/" + ComponentId;
}

/// <summary>部件普查数据导入: a file of components was loaded into the registry of a division, and something of it was new.</summary>
/// <param name="ImportId">Id of the import; one for all divisions of a file.</param>
/// <param name="Division">GB/T 2260 code of the division these counts are of.</param>
/// <param name="AddedCount">Components that were not there before.</param>
/// <param name="ChangedCount">Components of which something changed.</param>
/// <param name="UnchangedCount">Components that were there as the file has them.</param>
/// <param name="By">Who loaded it; <c>settings</c> for the file of the settings.</param>
/// <param name="At">When.</param>
[EventType("city-management.components-imported.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record ComponentsImported(
    string ImportId, string Division, int AddedCount, int ChangedCount, int UnchangedCount, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "component-registries/" + Division;
}
